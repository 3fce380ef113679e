export { cli, freePort, type Installation, newInstallation, pause, type Running, startPart, until } from './processes.ts';
