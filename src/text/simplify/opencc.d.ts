declare module "opencc-js/dict/*" {
  /** rows `key value` joined by `|` */
  const rows: string;
  export default rows;
}
