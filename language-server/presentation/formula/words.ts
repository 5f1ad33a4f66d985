/**
 * The words of people in the records' formulas: `{up}, summed over the batch`. In a template a listed word is a word;
 * any other is a name. In a program's own expressions there are no words.
 */

const listed = new Set(
  `added and are at back backwards batch bias border by came channel diagonal each element elements elsewhere every factors
  for from its kept last largest of operand operand’s other over part picked places product QR R’s repeats row running
  shape share shares signs slice smallest state’s stretched sum summed taken that the their through time to turned
  vector was weight were what where window with without`.split(/\s+/),
);

/** Words that are names as well: they are words beside a word. */
const ambiguous = new Set(["a", "an", "in", "is", "axes", "Q", "or"]);

export const isListedWord = (text: string): boolean => listed.has(text);
export const isAmbiguousWord = (text: string): boolean => ambiguous.has(text);

/** What stands between a value and its condition. */
export const caseKeywords: ReadonlySet<string> = new Set(["if", "where", "at"]);
