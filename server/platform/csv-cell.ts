/** A text that a spreadsheet will not take for a formula; `disarmed` gives back what it was. */
export const armed = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The text as it was before `armed` put an apostrophe in front. */
export const disarmed = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
