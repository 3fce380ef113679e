import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { Empty } from '../ui/states.tsx';
import { appWords } from './words.ts';

/** Catches what a page throws while it draws. React takes such a guard only as a class. */
export class CrashGuard extends Component<{ children: ReactNode; resetKey?: string }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override componentDidUpdate(before: { resetKey?: string }) {
    if (before.resetKey !== this.props.resetKey && this.state.hasCrashed) this.setState({ hasCrashed: false });
  }

  override render() {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const words = useWords(appWords);
  return (
    <div role="alert">
      <Empty
        isPage
        title={words.crashed}
        action={
          <button type="button" className="plain-button" onClick={() => window.location.reload()}>
            {words.reload}
          </button>
        }
      >
        {words.crashedText}
      </Empty>
    </div>
  );
}
