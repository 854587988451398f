/** How the scripts of a challenge look: they set a cookie and load the page again. */
const guarding = /\$_ts|__jsl_clearance|acw_sc__v2|document\.cookie|location\.(?:reload|replace)|challenge/;

/** Whether a script, or a page that is little else, is a challenge that only a browser passes. */
export function isGuarding(script: string): boolean {
  return guarding.test(script);
}
