/** Functions that lowering itself understands, since not all of their arguments are values. They have no record. */
export const specialFunctions = ["grad", "repeat", "load"] as const;
