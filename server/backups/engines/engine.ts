/** What a tool that makes backups must do, whichever it is. Every method throws BackupFailure with a class, or Cancelled. */
export interface Engine {
  name: 'archive' | 'restic';
  /** What this machine has of it; never throws. */
  probe(): Promise<EngineProbe>;
  /** Makes a repository in an empty directory, once; answers the id that later work insists on. */
  init(repository: RepositoryAccess): Promise<string>;
  /** Throws unless the repository at the location opens and is the very one that was made. */
  identify(repository: RepositoryAccess): Promise<void>;
  backup(repository: RepositoryAccess, order: BackupOrder, watch: Watch): Promise<BackupSummary>;
  /** The points that the repository itself knows, newest last. */
  list(repository: RepositoryAccess): Promise<StoredPoint[]>;
  /** What a directory of a point holds (`/` is the top); null when the point has no such path. */
  files(repository: RepositoryAccess, ref: string, path: string): Promise<FileEntry[] | null>;
  restore(repository: RepositoryAccess, order: RestoreOrder, watch: Watch): Promise<RestoreSummary>;
  verify(repository: RepositoryAccess, order: VerifyOrder, watch: Watch): Promise<VerifySummary>;
  /** Removes points for good; a point that is gone already is no failure. */
  forget(repository: RepositoryAccess, refs: string[], watch: Watch): Promise<void>;
  /** Clears what dead workers of this machine left behind (partial files, locks), and nothing else. */
  sweep(repository: RepositoryAccess, liveRunIds: string[]): Promise<void>;
}

export interface EngineProbe {
  available: boolean;
  version: string | null;
  /** What is missing and how to get it, or what the present version cannot do. */
  note: string | null;
}

export interface RepositoryAccess {
  /** Our id of the repository, written into its marker. */
  id: string;
  name: string;
  location: string;
  password: string | null;
  /** The id that the tool gave it at init; null before. */
  pinnedId: string | null;
  /** Directory for the tool's cache. */
  cacheDirectory: string;
}

export interface Watch {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  onLog(line: string): void;
  /** No movement for so long is a stall; nothing at all runs longer than the wall. */
  stallMs: number;
  wallMs: number;
}

export interface Progress {
  filesDone: number;
  bytesDone: number;
  filesTotal: number | null;
  bytesTotal: number | null;
}

export interface BackupOrder {
  runId: string;
  policyId: string;
  assetId: string;
  takenAt: Date;
  /** Absolute paths that exist. */
  paths: string[];
  exclude: string[];
  oneFileSystem: boolean;
}

export interface BackupSummary {
  ref: string;
  files: number;
  bytes: number;
  /** What it added to the repository. */
  storedBytes: number;
  /** Files that could not be read; any makes the run partial. */
  unreadable: number;
  /** What the point must still be when it is verified; kept in our ledger. */
  proof: Record<string, unknown>;
}

export interface StoredPoint {
  ref: string;
  takenAt: Date;
  runId: string | null;
}

export interface FileEntry {
  path: string;
  type: 'file' | 'dir' | 'symlink' | 'other';
  bytes: number;
  mode: number;
  modifiedAt: Date;
}

export interface RestoreOrder {
  ref: string;
  proof: Record<string, unknown>;
  /** Absolute paths inside the point; empty means all. */
  paths: string[];
  /** Everything lands below it under its full path; `/` is the original place. */
  target: string;
  overwrite: boolean;
}

export interface RestoreSummary {
  files: number;
  bytes: number;
}

export const rungs = ['structure', 'data', 'sample', 'restore'] as const;
export type Rung = (typeof rungs)[number];

export interface VerifyOrder {
  ref: string;
  proof: Record<string, unknown>;
  rung: Rung;
  /** An empty directory of ours for what must be restored. */
  scratch: string;
}

/** What was looked at; a rung that looked at nothing proves nothing and fails. */
export interface VerifySummary {
  files: number;
  bytes: number;
  facts: Record<string, unknown>;
}
