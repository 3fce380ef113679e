import { Button } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import type { DraftSide } from './draft-side.ts';
import { ticketWords } from './ticket-words.ts';

/** Two devices wrote different words: both are shown, and one chooses. */
export function DraftConflict({ side, choose }: { side: DraftSide; choose: (choice: 'theirs' | 'mine' | 'both') => void }) {
  const words = useWords(ticketWords);
  return (
    <div className="draft-conflict" role="alert">
      <strong>{words.draftElsewhere}</strong>
      <div className="grid-2">
        <figure>
          <figcaption className="small muted">{words.draftTheirs}</figcaption>
          <div className="typed">{side.other?.body}</div>
        </figure>
        <figure>
          <figcaption className="small muted">{words.draftMine}</figcaption>
          <div className="typed">{side.body}</div>
        </figure>
      </div>
      <div className="row tight">
        <Button size="xs" variant="default" onClick={() => choose('theirs')}>
          {words.useTheirs}
        </Button>
        <Button size="xs" variant="default" onClick={() => choose('mine')}>
          {words.keepMine}
        </Button>
        <Button size="xs" variant="default" onClick={() => choose('both')}>
          {words.useBoth}
        </Button>
      </div>
    </div>
  );
}
