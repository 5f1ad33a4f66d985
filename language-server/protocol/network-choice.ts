// Answers of every request about one network where that one is not there.

/** It was not said which network is meant, and the file has several. */
export interface GraphChoice {
  readonly kind: "choice";
  readonly networks: readonly {
    readonly name: string;
    /** What its gradients are of, if anything. */
    readonly objective?: string;
  }[];
}

/** There is nothing to draw, and why. */
export interface NoGraph {
  readonly kind: "nothing";
  readonly message: string;
}
