/** How a scan sounds and feels: hands are full, and eyes are on the shelf. */
export type Signal = 'good' | 'odd' | 'bad';

const tones: Record<Signal, Array<[hertz: number, from: number, to: number]>> = {
  good: [[1320, 0, 0.09]],
  odd: [
    [880, 0, 0.09],
    [660, 0.12, 0.24],
  ],
  bad: [
    [220, 0, 0.16],
    [220, 0.22, 0.4],
  ],
};
const shakes: Record<Signal, number[]> = { good: [40], odd: [40, 60, 40], bad: [160, 80, 160] };

let audio: AudioContext | null = null;

/** Sounds need a touch first; called with the one that starts the camera. */
export function wakeSound(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
  } catch {
    audio = null;
  }
}

/** Beeps and shakes, as far as the device can and may. */
export function signal(kind: Signal, isAudible: boolean): void {
  navigator.vibrate?.(shakes[kind]);
  if (!isAudible || audio?.state !== 'running') return;
  for (const [hertz, from, to] of tones[kind]) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    loudness.gain.value = 0.15;
    tone.frequency.value = hertz;
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + from);
    tone.stop(audio.currentTime + to);
  }
}
