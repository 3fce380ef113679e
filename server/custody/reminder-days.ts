const dayMs = 86_400_000;

/**
 * Which of the reminders around an instant is the present one: the latest whose day has come; null before the first. What
 * had passed when the wait began (`since`) was never due: who borrows for a day is not reminded three days before.
 */
export function currentDay(days: number[], around: Date, now: Date, since: Date | null): number | null {
  const passed = days.filter((day) => {
    const at = around.getTime() + day * dayMs;
    return at <= now.getTime() && (since === null || at > since.getTime());
  });
  return passed.length > 0 ? Math.max(...passed) : null;
}
