/**
 * Every code that a diagnostic can carry, with what it means: the one list behind the types, the reference page
 * `docs/diagnostics.md` and the links that the editor offers. Codes are stable: other tools rely on them.
 */

export const diagnosticCodes = {
  syntax: "The text does not parse at this place.",
  "undefined-name":
    "Nothing above has this name: a statement sees the names above it, constants and datasets of the file, and what it imports.",
  "undefined-function": "There is no function or network with this name.",
  "undefined-member":
    "The value has no parameter, output or column with this name.",
  "duplicate-name":
    "The name is already taken. Names are defined once; functions with networks are one namespace, values another.",
  "redefined-builtin": "Built-in functions and constants keep their meaning.",
  "invalid-path": "A path is relative, and written with `/`.",
  "absolute-path": "A program names files relative to itself.",
  "outside-root":
    "Programs read files only below the workspace folder, or below their own folder where they lie in none. Links are resolved first.",
  "unreadable-file": "The file is not there, or cannot be read.",
  "file-too-large": "The file is larger than what is read of its kind.",
  "invalid-file": "The content is not what the file's kind asks for.",
  "reading-file": "The file is being read. What it has is there in a moment.",
  "import-has-errors":
    "The imported file has errors: they are said in it, at their places.",
  "invalid-dataset": "The form of the dataset does not fit.",
  "empty-dataset": "A dataset has columns, and at least one row.",
  "ragged-row": "Every row of a dataset has a cell for each column.",
  "missing-value": "A cell of a dataset is empty.",
  "mixed-column": "A column is all numbers, or all text.",
  "undefined-column": "The dataset or its file has no column of this name.",
  "undefined-tensor": "The file has no tensor or array of this name.",
  "recursive-definition":
    "A function, network, constant or import leads back to itself.",
  "not-a-value":
    "A string, a switch or a whole dataset stands where a number or tensor is needed.",
  "not-constant":
    "Only literals, constants, hyperparameters, datasets and functions of these can stand here.",
  "not-a-number": "One number is needed, an array was given.",
  "not-whole": "A whole number is needed.",
  "missing-argument": "An argument without a default was left out.",
  "unknown-argument": "The function has no argument or parameter of this name.",
  "invalid-argument": "The argument has a form or value that does not fit.",
  "invalid-axis": "There is no such axis.",
  "invalid-index": "The index or slice lies outside the axis.",
  "invalid-dimension": "A dimension is a whole number of at least 1.",
  "inexact-dimension":
    "A division of dimensions has to come out even; floor(a / b) rounds down.",
  "missing-shape": "The shape is needed and cannot be inferred.",
  "shape-mismatch":
    "Two shapes do not fit. The message names both, and the dimension that disagrees; related places say where each came from.",
  "ragged-array": "The elements of an array have one shape.",
  "empty-array": "An array has at least one element.",
  "missing-layer":
    "The call owns parameters: the definition has to be a `layer`.",
  "misplaced-layer": "Layers are called in `layer` statements of a network.",
  "layer-without-parameters": "The `layer` owns nothing: the word can go.",
  "misplaced-initialiser":
    "An initialiser stands alone, as the value of a weight, bias or input, or as a layer's parameter.",
  "several-outputs":
    "A network with several outputs has no value of its own: choose one of them.",
  "no-output": "A network without an output cannot be a layer.",
  "no-objective":
    "Without a loss and without exactly one scalar output there are values and no gradients.",
  "duplicate-loss": "A network has at most one loss.",
  "loss-not-scalar": "A loss is a scalar.",
  "duplicate-seed": "A network has at most one seed.",
  "duplicate-training":
    "A network is trained in one way: it has at most one `train`.",
  "invalid-seed": "A seed is a whole number from 0 to 2³² − 1.",
  "invalid-derivative":
    "∂a/∂b takes a scalar name above, and the name of an input, parameter or defined value below.",
  "second-derivative":
    "Derivatives of values that are made with ∂ are not in the language.",
  "invalid-check":
    "The form of the check does not fit, for example a formula on the right of ≈.",
  "check-failed": "The check does not hold. The message has both numbers.",
  "check-truncated": "The number on the right was cut off instead of rounded.",
  "check-says-little":
    "`≈ 0` holds for every number up to 0.5: write `== 0`, or more decimals.",
  "derivative-by-convention":
    "The derivative does not exist at the point where it was taken; a convention was used.",
  "not-finite": "NaN or infinity arises here.",
  "gradient-not-finite": "NaN or infinity arises here in the backward pass.",
  "invalid-class":
    "A class number is a whole number from 0 to the number of classes − 1.",
  "invalid-probability": "A probability lies between 0 and 1.",
  "over-budget":
    "The memory budget does not allow it; nothing was allocated. The budget is the setting nn.evaluation.memoryLimit.",
  "time-limit":
    "The evaluation took longer than the setting nn.evaluation.timeLimit allows.",
  "evaluation-crashed": "The evaluation ended unexpectedly.",
  "unused-import":
    "No name of the imported file is used. Only editors show this: the line is faded, and a quick fix removes it.",
  "unused-name":
    "A hyperparameter, a parameter of a function, or a weight or bias of a network with an objective is used nowhere. Only editors show this, as faded text. Definitions, inputs, and what other files may import are never faded; a name that begins with `_` is unused on purpose.",
  "not-evaluated-yet":
    "The statement is checked for its form only; this version does not act on it.",
} as const satisfies Readonly<Record<string, string>>;

export type DiagnosticCode = keyof typeof diagnosticCodes;
