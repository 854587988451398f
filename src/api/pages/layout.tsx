import type { ComponentChildren, VNode } from "preact";
import { assetPath } from "./assets.js";
import { languageNames, languages } from "./language.js";
import type { MessageKey } from "./messages/messages.js";
import { inLanguage, type Page } from "./page.js";

/** The places that the navigation leads to. */
const places = [
  { name: "search", path: "/search", label: "nav.search" },
  { name: "panel", path: "/panel", label: "nav.panel" },
  { name: "try", path: "/try", label: "nav.try" },
  { name: "sources", path: "/sources", label: "nav.sources" },
] as const satisfies readonly { name: string; path: string; label: MessageKey }[];
type Place = (typeof places)[number]["name"];

export interface LayoutProps {
  readonly page: Page;
  /** of the window: what the page is of, before the name of the site */
  readonly title: string | null;
  /** which place of the navigation this is */
  readonly place?: Place;
  /** further elements of the head */
  readonly head?: ComponentChildren;
  /** whether the main column is as wide as the window allows: for tables and texts beside one another */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** The frame of every page: landmarks, navigation, language, one style sheet and one script that only enhances. */
export function Layout({ page, title, place, head, wide = false, children }: LayoutProps): VNode {
  const { say, href, language } = page;
  const site = `${say("site.name")} · ${say("site.about")}`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === null ? site : `${title} · ${say("site.name")}`}</title>
        <link rel="icon" href={assetPath("icon.svg")} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPath("style.css")} />
        <script src={assetPath("enhance.js")} defer />
        {head}
      </head>
      <body class={wide ? "wide" : undefined}>
        <a class="skip" href="#main">
          {say("nav.skip")}
        </a>
        <header class="site">
          <a class="brand" href={href("/")}>
            <strong>{say("site.name")}</strong> <span>{say("site.about")}</span>
          </a>
          <nav class="places" aria-label={say("nav.main")}>
            <ul>
              {places.map(({ name, path, label }) => (
                <li key={name}>
                  <a href={href(path)} aria-current={name === place ? "page" : undefined}>
                    {say(label)}
                  </a>
                </li>
              ))}
              <li>
                <a href="/docs">{say("nav.api")}</a>
              </li>
            </ul>
          </nav>
          <nav class="languages" aria-label={say("nav.languages")}>
            <ul>
              {languages.map((other) => (
                <li key={other}>
                  <a
                    href={inLanguage(page.here, other)}
                    lang={other}
                    hreflang={other}
                    rel="alternate"
                    aria-current={other === language ? "true" : undefined}
                  >
                    {languageNames[other]}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer class="site">
          <p>{say("site.footer")}</p>
        </footer>
      </body>
    </html>
  );
}
