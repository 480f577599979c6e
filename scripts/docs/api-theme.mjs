import { ReflectionKind } from 'typedoc';
import { MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';

/** The plugin's Markdown without what the signature has said already: parameters, results, where a member comes from. */
export function load(app) {
  app.renderer.defineTheme('cassanest', CompactTheme);
}

class CompactTheme extends MarkdownTheme {
  getRenderContext(page) {
    return new CompactContext(this, page, this.application.options);
  }
}

class CompactContext extends MarkdownThemeContext {
  constructor(...parts) {
    super(...parts);
    const { partials } = this;
    this.partials = {
      ...partials,
      inheritance: () => '',
      signatureReturns: () => '',
      memberContainer: (model, options) => {
        const text = partials.memberContainer(model, options);
        const anchor = this.router.getAnchor(model);
        // Of one name with others of its page: GitHub and TypeDoc, which makes the links, count them differently.
        const isNumbered = model.parent?.kind === ReflectionKind.Module && /-\d+$/.test(anchor);
        return isNumbered ? `<a id="${anchor}"></a>\n\n${text}` : text;
      },
      accessor: (model) => {
        const { getSignature } = model;
        return [
          partials.signatureTitle(getSignature, { accessor: 'get' }),
          getSignature.comment ? partials.comment(getSignature.comment) : '',
        ].join('\n\n');
      },
    };
  }
}
