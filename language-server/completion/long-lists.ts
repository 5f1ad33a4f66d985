/** Lists that are too long to be sent with every key. */
import type { Offer } from "./offer.js";

export interface Shortened {
  readonly offers: readonly Offer[];
  /** Whether there is more to offer once more of the word is typed. */
  readonly isShortened?: boolean;
}

/** Of a list that is longer: what has the letters of the word, as many as this, the highest ranks first. */
const mostOffers = 1_000;

export function shortened(offers: readonly Offer[], word: string): Shortened {
  if (offers.length <= mostOffers) return { offers };
  const meant = offers
    .filter(({ label, filter }) => hasLetters(filter ?? label, word))
    .sort((a, b) => a.rank - b.rank);
  return { offers: meant.slice(0, mostOffers), isShortened: true };
}

/** Whether the letters of a word stand in a text in their order. */
function hasLetters(text: string, word: string): boolean {
  const within = text.toLowerCase();
  let from = 0;
  for (const letter of word.toLowerCase()) {
    const found = within.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}
