export function OnCallPage() {
  return null;
}
