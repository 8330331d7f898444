import { globalSchema } from '@medplum/core';

interface Param {
  type: string;
  target?: string[];
}

const RESULT = new Set(['_count', '_offset', '_sort']);

/** Chained parameters, includes and the like are Medplum's server's, not its MemoryRepository's. */
export function isSupported(type: string, name: string): boolean {
  if (RESULT.has(name)) return true;
  const [code, modifier] = name.split(':');
  const param = paramsOf(type)[code!];
  if (!param || !['reference', 'string', 'uri', 'token', 'date'].includes(param.type)) return false;
  return (
    modifier === undefined || modifier === 'missing' || modifier === 'not' || isTypeModifier(param, modifier)
  );
}

export function referenceParams(type: string): Set<string> {
  const params = Object.entries(paramsOf(type));
  return new Set(params.filter(([, param]) => param.type === 'reference').map(([code]) => code));
}

/** `entity:Encounter=1`, `patient=1` and an absolute reference all become `Type/id`, which Medplum can match. */
export function plainParam(
  type: string,
  { name, value, iss }: { name: string; value: string; iss: string },
): [string, string] {
  const [code, modifier] = name.split(':');
  const param = paramsOf(type)[code!];
  if (param?.type !== 'reference' || modifier === 'missing') return [name, value];
  const wanted = modifier && isTypeModifier(param, modifier) ? modifier : onlyTarget(param);
  const values = value.split(',').map((one) => {
    const own = one.startsWith(`${iss}/`) ? one.slice(iss.length + 1) : one;
    return own.includes('/') || !wanted || own === '' ? own : `${wanted}/${own}`;
  });
  return [code!, values.join(',')];
}

function onlyTarget(param: Param): string | undefined {
  return param.target?.length === 1 ? param.target[0] : undefined;
}

function isTypeModifier(param: Param, modifier: string): boolean {
  return param.type === 'reference' && /^[A-Z]/.test(modifier) && globalSchema.types[modifier] !== undefined;
}

function paramsOf(type: string): Record<string, Param> {
  return (globalSchema.types[type] as { searchParams?: Record<string, Param> })?.searchParams ?? {};
}
