import { type Row, residentMb, row } from './bench-measure.ts';
import { cli, newInstallation, pause, startPart } from './processes.ts';

const idleMs = 20_000;

/** Ready time and idle memory of one process with pages, API and jobs on the demo data. */
export async function measureStart(): Promise<Row[]> {
  const installation = newInstallation({ SEED: 'none' });
  try {
    await cli(installation, 'seed', 'demo');
    const times: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const running = await startPart('all', installation);
      times.push(running.readyMs);
      await running.end();
    }
    const running = await startPart('all', installation);
    await pause(idleMs);
    const memory = residentMb(running.child.pid ?? 0);
    await running.end();
    const rows = [row('ready after the start, built (median of 3)', times.sort((a, b) => a - b)[1]!, 'ms')];
    if (memory !== null) rows.push(row('resident memory, idle', memory, 'MB'));
    return rows;
  } finally {
    installation.remove();
  }
}
