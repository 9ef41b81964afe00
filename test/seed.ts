/** The seed of every property test and simulation in this run; a failure prints it, `SEED=… npm test -- FILE` replays it. */
export const seed = Number(process.env.SEED ?? 20261124);
