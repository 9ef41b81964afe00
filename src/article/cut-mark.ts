/** The author's own cut mark, alone on its line or in running text: `<!-- cut -->`. */
export const CUT_MARK = /^<!--\s*cut\s*-->$/i;
