export function EscalationPage() {
  return null;
}
