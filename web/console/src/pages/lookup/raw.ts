/** JSON with its members one below the other; what is none stays as it came. */
export function indented(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    return raw
  }
}
