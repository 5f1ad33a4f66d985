/** Numbers that are edited in the graph: the range of a slider, and how a number is written into the text. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** After the decimal point. */
  readonly decimals: number;
}

/** Around the value, wide enough to see something change, in steps of about a hundredth of the way. */
export function sliderScale(value: number): SliderScale {
  const reach = Math.abs(value) < 1e-9 ? 1 : niceReach(2 * Math.abs(value));
  const exponent = Math.floor(Math.log10(reach / 5)) - 1;
  const decimals = Math.min(Math.max(-exponent, decimalsOf(value), 0), 15);
  const step = 10 ** Math.max(exponent, -15);
  const centre = Math.round(value / step) * step;
  const rounded = (number: number): number => Number(number.toFixed(decimals));
  return {
    min: rounded(centre - reach),
    max: rounded(centre + reach),
    step: 10 ** -decimals,
    decimals,
  };
}

/** The next of 1, 2, 5, 10 … that is not smaller. */
function niceReach(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((nice) => nice * power >= value) ?? 10;
  return factor * power;
}

const decimalsOf = (value: number): number =>
  /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;

/** As the language writes it: `-2.5`, without zeros that say nothing. */
export function numberText(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return short === "-0" ? "0" : short;
}

/** What was typed, as the language writes it; absent where it is no number. */
export function typedNumber(text: string): string | undefined {
  const plain = text.trim().replace(/−/g, "-").replace(",", ".");
  if (plain === "" || !Number.isFinite(Number(plain))) return undefined;
  return String(Number(plain)).replace("e+", "e");
}
