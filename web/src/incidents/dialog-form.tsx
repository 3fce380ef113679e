import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';

interface Props {
  title: string;
  action: string;
  isBusy: boolean;
  isReady?: boolean;
  close: () => void;
  submit: () => unknown;
  children: ReactNode;
}

/** A question with fields, a verb and a way out. */
export function DialogForm({ title, action, isBusy, isReady = true, close, submit, children }: Props) {
  const common = useWords(commonWords);
  return (
    <Modal opened onClose={close} title={title}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void submit();
        }}
      >
        {children}
        <div className="form-actions">
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
