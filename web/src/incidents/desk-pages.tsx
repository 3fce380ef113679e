import '../ui/desk.css';
import './desk.css';

export { IncidentPage } from './incident-page.tsx';
export { QueuePage } from './queue-page.tsx';
