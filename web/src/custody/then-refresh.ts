import { refresh } from '../api/queries.ts';

/** Does something and reads these paths again afterwards, also when it was refused: then somebody else was faster. */
export async function thenRefresh<T>(work: Promise<T>, ...paths: string[]): Promise<T> {
  try {
    return await work;
  } finally {
    await refresh(...paths);
  }
}
