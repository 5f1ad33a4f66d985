/** What the reader is told of checks: those that fail, and those that say less than they seem to. */
import type { Check } from "../graph/graph.js";
import type { Problem } from "../graph/problem.js";
import { type BoundShape, formatShape } from "../graph/shape.js";
import {
  formatApart,
  formatInFull,
  formatNumber,
} from "../presentation/numbers.js";
import {
  type CheckResult,
  type FailingElement,
  mostFailingElements,
} from "./checks.js";

/** The problems of a network's checks; `results` are theirs, in the same order. */
export function checkProblems(
  checks: readonly Check[],
  results: readonly CheckResult[],
): Problem[] {
  return checks.flatMap((check, index) => {
    const result = results[index];
    const problem = result && checkProblem(check, result);
    return problem ? [problem] : [];
  });
}

function checkProblem(check: Check, result: CheckResult): Problem | undefined {
  const { source, text } = check;
  const { failing } = result;
  if (result.shapes)
    return {
      severity: "error",
      code: "shape-mismatch",
      message: `The two sides of a check have one shape, or the right side is a scalar: here they have ${formatShape(result.shapes[0])} and ${formatShape(result.shapes[1])}.`,
      source,
    };
  if (result.saysLittle)
    return {
      severity: "hint",
      code: "check-says-little",
      message: `\`${text}\` holds, but it only says ± 0.5. Write \`== 0\`, or \`≈ 0.000\` with as many decimals as are meant.`,
      source,
      data: dataOf(result),
    };
  if (!failing) return undefined;
  const place = placeOf(failing, result);
  const data = dataOf(result);
  if (result.status === "truncated")
    return {
      severity: "warning",
      code: "check-truncated",
      message: `${place}${formatInFull(failing.expected)} was cut off, not rounded: the value is ${formatNumber(failing.actual, digitsBeyond(failing))}.`,
      source,
      data,
    };
  return {
    severity: "error",
    code: "check-failed",
    message: sentence(`${place}${comparison(check, failing)}`),
    source,
    data,
  };
}

/** What a quick fix needs: the values where they are few, and which of them do not fit. */
function dataOf({
  actual,
  failing,
  failingElements,
}: CheckResult): NonNullable<Problem["data"]> {
  return {
    ...(failing?.tolerance !== undefined && { tolerance: failing.tolerance }),
    ...(actual &&
      actual.data.length <= mostFailingElements && {
        shape: actual.shape,
        values: [...actual.data],
        failing: failingElements,
      }),
  };
}

const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1);

/** `expected −0.09, the value is −0.1049 (they differ by 0.01489, allowed is 0.005)` */
function comparison(check: Check, failing: FailingElement): string {
  const { actual, expected, tolerance } = failing;
  const [shownActual, shownExpected] = formatApart(actual, expected);
  const wanted =
    check.relation === "==" || check.relation === "≈"
      ? shownExpected
      : `${check.relation} ${formatNumber(expected)}`;
  if (check.relation === "!=")
    return `expected something other than ${formatNumber(expected)}, the value is ${formatNumber(actual)}.`;
  const stated = `expected ${wanted}, the value is ${shownActual}`;
  const difference = Math.abs(actual - expected);
  if (tolerance === undefined || !Number.isFinite(difference))
    return `${stated}.`;
  const shownDifference = formatApart(difference, tolerance);
  return `${stated} (they differ by ${shownDifference[0]}, allowed is ${shownDifference[1]}).`;
}

/** Which element failed, where there are several; counted as a program would index it. */
function placeOf(
  { element }: FailingElement,
  { actual, failures }: CheckResult,
): string {
  if (!actual) return `Element ${element} (of ${failures} that fail): `;
  if (actual.data.length === 1) return "";
  const others = failures > 1 ? ` (and ${failures - 1} more)` : "";
  return `At [${subscriptsOf(element, actual.shape).join(", ")}]${others}: `;
}

function subscriptsOf(element: number, shape: BoundShape): number[] {
  const subscripts: number[] = [];
  let rest = element;
  for (const size of [...shape].reverse()) {
    subscripts.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return subscripts;
}

/** Enough digits to show what comes behind the decimal that was cut off. */
function digitsBeyond({ actual, tolerance = 0 }: FailingElement): number {
  const digits = Math.log10(Math.abs(actual) / (2 * tolerance));
  return Math.min(17, Math.max(4, Math.floor(digits) + 3));
}
