// What an operation was about, out of the address that was called.

/** Of these only the kind matters, and the operation's name says it already. */
const WHOLE_PLANT = ['plant', 'plan', 'kill-switch', 'session', 'setup', 'preferences', 'shifts', 'warnings', 'imports', 'decisions', 'board-keys', 'tokens']

/**
 * /api/v1/lanes/east-in/open → east-in; …/vehicles/冀R1/yellow → 冀R1/yellow; …/lists/deny → deny.
 * Empty: the whole plant. What is no address stays as it is.
 */
export function subjectOf(target: string): string {
  const path = /^\/api\/v1\/([^?#]*)/.exec(target)?.[1]
  if (path === undefined) return target
  const [kind = '', ...rest] = path.split('/').map((part) => {
    try { return decodeURIComponent(part) } catch { return part }
  })
  if (WHOLE_PLANT.includes(kind)) return ''
  if (kind === 'vehicles') return rest.length > 1 ? `${rest[0]}/${rest[1]}` : ''
  if (kind === 'lists') return rest.slice(0, 1).join('')
  return rest[0] ?? ''
}
