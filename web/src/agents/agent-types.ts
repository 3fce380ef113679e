import type { contactAnswer, uploadAnswer } from '../../../server/inventory/agents/contact-schemas.ts';
import type { credentialAnswer, deviceAnswer, networkAnswer, runAnswer } from '../../../server/inventory/discovery/discovery-schemas.ts';
import type { agentAnswer, sourceAnswer, sourceWithPassword } from '../../../server/inventory/sources/source-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Source = Answer<typeof sourceAnswer>;
export type SourceWithPassword = Answer<typeof sourceWithPassword>;
export type Agent = Answer<typeof agentAnswer>;
export type Contact = Answer<typeof contactAnswer>;
export type Upload = Answer<typeof uploadAnswer>;
export type Network = Answer<typeof networkAnswer>;
export type Run = Answer<typeof runAnswer>;
export type Device = Answer<typeof deviceAnswer>;
export type Credential = Answer<typeof credentialAnswer>;
