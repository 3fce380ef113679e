export function QueuePage() {
  return null;
}
export function IncidentPage() {
  return null;
}
