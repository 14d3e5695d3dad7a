// A picture that was chosen but not sent yet has an address for as long as it is shown.
export function shownPicture(file: () => File | null, otherwise: () => string): { readonly url: string } {
  const url = $derived.by(() => {
    const chosen = file()
    return chosen ? URL.createObjectURL(chosen) : otherwise()
  })
  $effect(() => {
    const shown = url
    return () => shown.startsWith('blob:') && URL.revokeObjectURL(shown)
  })
  return {
    get url() {
      return url
    },
  }
}
