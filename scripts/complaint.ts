/** Something that the caller of a command got wrong, or a finding that makes it fail; said in one line. */
export class Complaint extends Error {}
