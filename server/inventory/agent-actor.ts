import { type Actor, systemActor } from '../platform/actor.ts';
import type { InventoryDocument } from './inventory-document.ts';

/** What an agent says is not what a person says: the history shows its name. */
export const agentActor = (document: InventoryDocument): Actor => ({ ...systemActor, name: document.agent.name ?? 'Agent' });
