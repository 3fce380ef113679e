import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from './words.ts';

interface Props {
  title: string;
  /** The verb on the button; *Save* unless told. */
  action?: string;
  isBusy: boolean;
  isReady?: boolean;
  size?: 'lg' | 'xl';
  close: () => void;
  submit: () => unknown;
  /** Stands at the other end of the buttons: what removes the thing that is edited. */
  removal?: ReactNode;
  /** The server says what is wrong, at each field; otherwise the browser does before anything is sent. */
  isCheckedByServer?: boolean;
  children: ReactNode;
}

/** A question with fields, a verb and a way out. */
export function DialogForm({
  title,
  action,
  isBusy,
  isReady = true,
  size,
  close,
  submit,
  removal,
  isCheckedByServer = false,
  children,
}: Props) {
  const common = useWords(commonWords);
  return (
    <Modal opened onClose={close} title={title} {...(size && { size })}>
      <form
        noValidate={isCheckedByServer}
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void submit();
        }}
      >
        {children}
        <div className="form-actions">
          {removal}
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {action ?? common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
