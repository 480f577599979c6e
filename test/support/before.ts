/** Runs an action once, right before the next call of a method, or the next that `when` is true for. */
export function before<Target extends object>(
  target: Target,
  method: keyof Target & string,
  action: () => PromiseLike<unknown>,
  when: (...args: unknown[]) => boolean = () => true,
): void {
  const call = target[method] as (...args: unknown[]) => Promise<unknown>;
  Object.assign(target, {
    [method]: async (...args: unknown[]): Promise<unknown> => {
      if (when(...args)) {
        Reflect.deleteProperty(target, method);
        await action();
      }
      return await Reflect.apply(call, target, args);
    },
  });
}
