// `npm run build`: compiles what changed into dist/.
import { prepare } from './prepare.mjs';

prepare();
