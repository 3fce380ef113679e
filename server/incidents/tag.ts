/** How many tags an incident carries at the most; more than that nobody reads. */
export const mostTags = 20;

/** Tags as they are kept: lower case, each once, sorted. */
export const tidyTags = (tags: Iterable<string>): string[] => [...new Set([...tags].map((tag) => tag.toLowerCase()))].sort();
