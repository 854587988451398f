import { type ZipEntry, zip } from "./zip.js";

/** A text on a page of an OFD; coordinates in millimetres from the upper left corner. */
export interface OfdText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** as the format has it: `g 3 5` or single distances; one size for each character where it is left out */
  readonly deltaX?: string;
}

/** An OFD (GB/T 33190) whose pages hold these texts, over what a template prints. */
export function ofd(pages: readonly (readonly OfdText[])[], template: readonly OfdText[] = [], more: readonly ZipEntry[] = []): Buffer {
  const space = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const content = (texts: readonly OfdText[]) =>
    `<ofd:Content><ofd:Layer ID="1">${texts
      .map(({ text, x, y, size = 5, deltaX = `g ${[...text].length - 1} ${size}` }) => {
        const at = `Boundary="${x} ${y} 150 ${size + 1}" Size="${size}" Font="1"`;
        return `<ofd:TextObject ID="2" ${at}><ofd:TextCode X="0" Y="${size}" DeltaX="${deltaX}">${text}</ofd:TextCode></ofd:TextObject>`;
      })
      .join("")}</ofd:Layer></ofd:Content>`;
  const templated = template.length > 0 ? '<ofd:Template TemplateID="9" ZOrder="Background"/>' : "";
  return zip([
    {
      name: "OFD.xml",
      content: `${head}<ofd:OFD ${space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    },
    {
      name: "Doc_0/Document.xml",
      content: `${head}<ofd:Document ${space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>${
        templated && '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
      }</ofd:CommonData><ofd:Pages>${pages.map((_, i) => `<ofd:Page ID="${10 + i}" BaseLoc="Pages/Page_${i}/Content.xml"/>`).join("")}</ofd:Pages></ofd:Document>`,
    },
    ...pages.map((texts, i) => ({
      name: `Doc_0/Pages/Page_${i}/Content.xml`,
      content: `${head}<ofd:Page ${space}>${templated}${content(texts)}</ofd:Page>`,
    })),
    { name: "Doc_0/Tpls/Tpl_0/Content.xml", content: `${head}<ofd:Page ${space}>${content(template)}</ofd:Page>` },
    ...more,
  ]);
}
