// SVG as tests read it: whether it is well-formed, what its texts say, and a form with one element a line.

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands directly in it. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
};

const token =
  /<(?<closing>\/)?(?<tag>[a-zA-Z]+)(?<attributes>(?: [\w:-]+="[^"<]*")*)(?<empty>\/)?>|(?<text>[^<]+)/y;

/** All elements in the document's order. Throws where the text is not well-formed XML of the kind that is written here. */
export function elementsOf(svg: string): Element[] {
  const start = svg.indexOf("?>") + 2;
  const elements: {
    tag: string;
    attributes: Record<string, string>;
    text: string;
  }[] = [];
  const open: typeof elements = [];
  token.lastIndex = start;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const { groups } = token.exec(svg) ?? {};
    if (!groups) throw new Error(`No XML: ${svg.slice(at, at + 60)}`);
    const { closing, tag = "", attributes = "", empty, text } = groups;
    if (text !== undefined) {
      const around = open.at(-1);
      if (around) around.text += unescaped(text);
      else if (text.trim() !== "") throw new Error(`Stray text: ${text}`);
    } else if (closing === undefined) {
      const element = { tag, attributes: attributesOf(attributes), text: "" };
      elements.push(element);
      if (empty === undefined) open.push(element);
    } else if (open.pop()?.tag !== tag) {
      throw new Error(`</${tag}> closes nothing.`);
    }
  }
  if (open.length > 0) throw new Error(`<${open[0]?.tag ?? ""}> is open.`);
  return elements;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, unescaped(value)],
    ),
  );
}

function unescaped(text: string): string {
  if (text.includes("]]>")) throw new Error("]]> stands in the text.");
  const forbidden = Array.from(text).find(
    (character) =>
      (character < " " && !"\t\n\r".includes(character)) ||
      character === "\ufffe" ||
      character === "\uffff",
  );
  if (forbidden !== undefined)
    throw new Error(
      `XML has no character ${String(forbidden.codePointAt(0))}.`,
    );
  return text.replaceAll(/&(\w*);?/g, (reference, name: string) => {
    const character = entities[name];
    if (character === undefined || reference !== `&${name};`)
      throw new Error(`XML has no entity ${reference}.`);
    return character;
  });
}

/** The words in the picture, tooltips left out. */
export const textsIn = (svg: string): string[] =>
  elementsOf(svg)
    .filter(({ tag }) => tag === "text")
    .map(({ text }) => text);

/** An element a line, and without the style sheet: what a person compares. Still a picture. */
export const readable = (svg: string): string => svg.replaceAll("><", ">\n<");
