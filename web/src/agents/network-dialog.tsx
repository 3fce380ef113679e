import { Button, Checkbox, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { DurationSelect } from '../ui/duration-select.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { LocationPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Agent, Credential, Network } from './agent-types.ts';
import { networkWords } from './network-words.ts';

type Range = Network['ranges'][number];

const fieldsOf = (network: Network | null) => ({
  name: network?.name ?? '',
  agentId: network?.agent?.id ?? null,
  locationId: network?.location?.id ?? null,
  ranges: network?.ranges ?? [{ from: '', to: '', port: null }],
  credentialIds: network?.credentials.map(({ id }) => id) ?? [],
  every: network?.every ?? '',
  isActive: network?.isActive ?? true,
});
type Fields = ReturnType<typeof fieldsOf>;
type Form = ReturnType<typeof useFields<Fields>>;

/** Adds a network that an agent is to look through, or changes one. */
export function NetworkDialog({ network, onClose }: { network: Network | null; onClose: () => void }) {
  const words = useWords(networkWords);
  const common = useWords(commonWords);
  const form = useFields<Fields>(fieldsOf(network));
  const send = async () => {
    const isDone = await form.submit((values) => {
      const body = {
        ...values,
        every: values.every || null,
        ranges: values.ranges.map(({ from, to, port }) => ({ from: from.trim(), to: to.trim() || from.trim(), port })),
      };
      return network
        ? api.patch(`/discovery-networks/${network.id}`, body, { ifMatch: network.version })
        : api.post('/discovery-networks', body);
    });
    await refresh('discovery-networks', 'inventory-sources');
    if (!isDone) return;
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={network ? words.editNetwork(network.name) : words.addNetwork}
      isBusy={form.isBusy}
      size="lg"
      close={onClose}
      submit={send}
      removal={
        network && (
          <RemoveButton
            path={`/discovery-networks/${network.id}`}
            name={network.name}
            family="discovery-networks"
            text={words.removeNetworkText}
            done={onClose}
          />
        )
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <Ranges form={form} />
      <Appointment form={form} />
      <LocationPicker
        label={`${words.location} (${common.optional})`}
        value={form.values.locationId}
        onChange={(locationId) => form.set({ locationId })}
        error={form.errors['locationId']}
      />
      <DurationSelect
        label={words.howOften}
        none={words.onlyAsked}
        choices={['P1D', 'P7D', 'P30D']}
        value={form.values.every}
        onChange={(every) => form.set({ every })}
        error={form.errors['every']}
      />
      <Checkbox label={words.active} {...form.flag('isActive')} />
    </DialogForm>
  );
}

/** Which agent looks through it, and how it asks devices. */
function Appointment({ form }: { form: Form }) {
  const words = useWords(networkWords);
  const common = useWords(commonWords);
  const agents = useGet<Page<Agent>>('/inventory-agents', { limit: 200 });
  const credentials = useGet<Page<Credential>>('/snmp-credentials');
  return (
    <>
      <Select
        label={`${words.agent} (${common.optional})`}
        description={words.agentHint}
        searchable
        clearable
        data={(agents.data?.items ?? []).map(({ id, name, deviceId, source }) => ({
          value: id,
          label: `${name ?? deviceId} · ${source.name}`,
        }))}
        {...form.choice('agentId')}
      />
      <MultiSelect
        label={`${words.credentials} (${common.optional})`}
        description={words.credentialsHint}
        data={(credentials.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={form.values.credentialIds}
        onChange={(credentialIds) => form.set({ credentialIds })}
        error={form.errors['credentialIds']}
      />
    </>
  );
}

function Ranges({ form }: { form: Form }) {
  const words = useWords(networkWords);
  const common = useWords(commonWords);
  const { ranges } = form.values;
  const change = (index: number, patch: Partial<Range>) =>
    form.set({ ranges: ranges.map((range, at) => (at === index ? { ...range, ...patch } : range)) });
  return (
    <fieldset className="plain">
      <legend className="small">{words.ranges}</legend>
      <div className="stack tight">
        {ranges.map((range, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ranges have no other name, and their fields hold what was typed
          <div className="agent-range" key={index}>
            <TextInput
              label={words.from}
              placeholder="192.0.2.1"
              required
              value={range.from}
              error={form.errors[`ranges.${index}.from`]}
              onChange={(event) => change(index, { from: event.currentTarget.value })}
            />
            <TextInput
              label={words.to}
              placeholder="192.0.2.254"
              value={range.to}
              error={form.errors[`ranges.${index}.to`]}
              onChange={(event) => change(index, { to: event.currentTarget.value })}
            />
            <NumberInput
              label={words.port}
              placeholder="161"
              min={1}
              max={65535}
              hideControls
              value={range.port ?? ''}
              onChange={(port) => change(index, { port: port === '' ? null : Number(port) })}
            />
            <Button
              variant="subtle"
              color="red"
              disabled={ranges.length === 1}
              aria-label={words.removeRange(index + 1)}
              onClick={() => form.set({ ranges: ranges.filter((_, at) => at !== index) })}
            >
              {common.remove}
            </Button>
          </div>
        ))}
        {form.errors['ranges'] && (
          <div className="small agent-error" role="alert">
            {form.errors['ranges']}
          </div>
        )}
        <div>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => form.set({ ranges: [...ranges, { from: '', to: '', port: null }] })}
          >
            {words.addRange}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
