/** Where our operations differ from TensorFlow.js's tests, and why. The test fails where a case here passes. */
export interface Difference {
  readonly why: string;
  /** Cases by the file's name, `relu` for `relu_test.js`. */
  readonly cases: Readonly<Record<string, readonly string[]>>;
}

export const differences: readonly Difference[] = [
  {
    why: "There are no dtypes: every number is a float64, and whole numbers divide to fractions.",
    cases: {
      add_n: ["addN › errors if arguments not of same dtype"],
      arithmetic: [
        "div › integer division implements floor divide",
        "div › integer division broadcasts",
      ],
      avg_pool: ["avgPool › input int32 throws error"],
      ceil: ["ceil › throws for int32 tensor"],
      conv2d: [
        "conv2d › throws when input is int32",
        "conv2d › throws when filter is int32",
      ],
      cos: ["cos › throws for int32 tensor"],
      depthwise_conv2d: [
        "depthwiseConv2D › throws when input is int32",
        "depthwiseConv2D › throws when filter is int32",
      ],
      elu: ["elu › throws for int32 tensor"],
      floor: ["floor › throws for int32 tensor"],
      gather: ["gather › indices not int32 throws error"],
      log: ["log › throws for int32 tensor"],
      one_hot: ["oneHot › indices not int32 throws error"],
      rsqrt: ["rsqrt › throws for int32 tensor"],
      sigmoid: ["sigmoid › throws for int32 tensor"],
      sin: ["sin › throws for int32 tensor"],
      softmax: ["softmax › throws when passed an int32 tensor"],
      sqrt: ["sqrt › throws for int32 tensor"],
      stack: ["stack › non matching dtypes throws error"],
      tan: ["tan › throws for int32 tensor"],
      tanh: ["tanh › throws for string tensor"],
      where: ["where › Invalid condition type"],
    },
  },
  {
    why: "Of tied elements each gets an even share, as in PyTorch; there each gets all, or one of two operands does.",
    cases: {
      binary_ops: [
        "maximum › gradients: Tensor1D",
        "maximum › gradients: Tensor2D",
        "minimum › gradients: Tensor1D",
        "minimum › gradients: Tensor2D",
      ],
      max: [
        "max › max gradient: 1D, ties",
        "max › max gradient: ties, 2D, axes=-1, keepDims=false",
        "max › max gradient: ties, 3D, axes=[1, 2], keepDims=false",
        "max › max gradient: ties, 4D, axes=[1, 2, 3], keepDims=false",
        "max › max gradient: ties, 4D, axes=[2, 3], keepDims=true",
      ],
      min: [
        "min › min gradient: 1D, ties",
        "min › min gradient: ties, 2D, axes=-1, keepDims=false",
        "min › min gradient: ties, 3D, axes=[1, 2], keepDims=false",
        "min › min gradient: ties, 4D, axes=[1, 2, 3], keepDims=false",
        "min › min gradient: ties, 4D, axes=[2, 3], keepDims=true",
      ],
    },
  },
  {
    why: "A NaN is the largest and the smallest element, as in NumPy and PyTorch; there it is passed over.",
    cases: {
      arg_max: ["argmax › ignores NaNs"],
      arg_min: ["argmin › ignores NaNs", "argmin › 3D, ignores NaNs"],
      max_pool: ["maxPool › [x=[3,3,1] f=[2,2] s=1 ignores NaNs"],
    },
  },
  {
    why: "`step` is 1 where its operand is at least 0, and 0 elsewhere, NaN included.",
    cases: {
      step: ["step kernel › propagates NaNs"],
    },
  },
  {
    why: "`clip` passes the gradient at its bounds.",
    cases: {
      relu6: ["relu6 › gradients: relu6 array"],
    },
  },
  {
    why: "Where the bounds of `clip` are the wrong way round the upper one counts, as in NumPy and PyTorch.",
    cases: {
      clip_by_value: ["clipByValue › min greater than max"],
    },
  },
  {
    why: "The derivative of a power by its exponent is NaN where the base is negative, as in PyTorch; there it is 0.",
    cases: {
      arithmetic: [
        "pow › gradients: Tensor ^ Tensor",
        "pow › gradient wrt exponent with negative base",
      ],
    },
  },
  {
    why: "What padding reflects counts as often as it occurs, as in PyTorch; there the gradient of the copies is dropped.",
    cases: {
      mirror_pad: ["mirrorPad › grad", "mirrorPad › gradient with clones"],
    },
  },
  {
    why: "The padding of a pooling window is at most half its size, as in PyTorch.",
    cases: {
      avg_pool: ["avgPool › x=[2,2,3] f=[1,1] s=2 p=1 dimRoundingMode=floor"],
      max_pool: ["maxPool › x=[2,2,3] f=[1,1] s=2 p=1 dimRoundingMode=floor"],
      pool: [
        "pool › max x=[3,3,1] f=[3,3] s=3 d=1 p=explicit defualt dimRoundingMode",
        "pool › max x=[3,3,1] f=[3,3] s=3 d=1 p=explicit dimRoundingMode=floor",
        "pool › max x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding",
        "pool › avg x=[3,3,1] f=[3,3] s=3 d=1 p=explicit defualt dimRoundingMode",
        "pool › avg x=[3,3,1] f=[3,3] s=3 d=1 p=explicit dimRoundingMode=floor",
        "pool › avg x=[2,2,3] f=[1,1] s=2 p=1 fractional outputs default rounding",
      ],
    },
  },
  {
    why: "An axis has at least one element: an empty slice is an error.",
    cases: {
      strided_slice: [
        "stridedSlice › stridedSlice should support 1d tensor empty result",
      ],
    },
  },
  {
    why: "A slice that reaches over the end ends there, as in NumPy.",
    cases: {
      slice2d: ["slice2d › throws when requesting out of bounds slice"],
    },
  },
  {
    why: "Negative ids count from the end, as in NumPy.",
    cases: {
      gather: ["gather › throws when index is out of bound"],
    },
  },
  {
    why: "A class that does not exist is an error; there its row is all zeros.",
    cases: {
      one_hot: [
        "oneHot › Out of range events do not trigger onValue",
        "oneHot › Supports chaining",
      ],
    },
  },
  {
    why: "More is allowed than there: one class only, other axes than the last, vectors in a product, every norm from 1 up, shapes that broadcast, stride and dilation together, gradients with dilation.",
    cases: {
      add_n: ["addN › errors if arguments not of same shape"],
      conv1d: [
        "conv1d › throws when both stride and dilation are greater than 1",
      ],
      depthwise_conv2d: [
        "depthwiseConv2d gradients › throws error on dilations > 1",
      ],
      log_softmax: ["logSoftmax › 2D, axis=0 throws error"],
      mat_mul: [
        "matmul › matmul throws when passed a vector",
        "matmul › matrix times vector throws when not passed a matrix",
      ],
      norm: ["norm › vector >2-norm to throw error"],
      one_hot: ["oneHot › Depth 1 throws error"],
      softmax: ["softmax › 2D, dim=0 throws error"],
    },
  },
  {
    why: "The number is written for floats of 32 bits, where the operand is another one.",
    cases: {
      tan: ["tan › numbers exceed float32 precision"],
    },
  },
];
