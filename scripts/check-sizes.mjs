// How long files and functions may be: small pieces are read, large ones are scrolled.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, root } from './prepare.mjs';

const fileWarn = 200;
const fileCap = 350;
/** Words are looked up, not read: a dictionary grows with what is said, not with what must be understood. */
const dictionaryCap = 600;
const functionWarn = 40;
const functionCap = 60;

/** Files and functions over their cap (faults) or over what is comfortable (warnings). */
export function checkSizes() {
  const faults = [];
  const warnings = [];
  for (const path of files(['server', 'jobs', 'db', 'web', 'scripts']).filter((name) => /\.(tsx?|mjs)$/.test(name))) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    sort(
      lines.length - 1,
      fileWarn,
      /-words\.ts$/.test(path) ? dictionaryCap : fileCap,
      `${path}: ${lines.length - 1} lines`,
      faults,
      warnings,
    );
    for (const { name, line, length } of functionsOf(lines, path)) {
      sort(length, functionWarn, functionCap, `${path}:${line}: ${name} has ${length} lines`, faults, warnings);
    }
  }
  return { faults, warnings };
}

function sort(length, warn, cap, text, faults, warnings) {
  if (length > cap) faults.push(`${text}, the cap is ${cap}`);
  else if (length > warn) warnings.push(text);
}

/**
 * Functions declared at the start of a line; the formatter puts their closing brace there too. Suites of tests, tables
 * of migrations and components, which are mostly markup, are lists rather than functions.
 */
function functionsOf(lines, path) {
  if (/\.test\.ts$|\.e2e\.ts$|\.tsx$|^db\/migrations\//.test(path)) return [];
  const found = [];
  lines.forEach((text, index) => {
    const name = /^(?:export )?(?:async )?function\*? (\w+)|^(?:export )?const (\w+)[^=]*= (?:async )?\(.*=> \{$/.exec(text);
    if (!name) return;
    const end = lines.findIndex((line, at) => at > index && /^\}/.test(line));
    if (end > 0) found.push({ name: name[1] ?? name[2], line: index + 1, length: end - index + 1 });
  });
  return found;
}
