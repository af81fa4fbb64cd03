import { graphql, useRefetchableFragment } from 'react-relay';
import type { EntityHeadingQuery } from './__generated__/EntityHeadingQuery.graphql.ts';
import type { entityHeading_entity$key } from './__generated__/entityHeading_entity.graphql.ts';

/** The name of any entity, in the language asked for where it has one. */
export function EntityHeading({ entity }: { readonly entity: entityHeading_entity$key }) {
  const [{ name, description }, refetch] = useRefetchableFragment<
    EntityHeadingQuery,
    entityHeading_entity$key
  >(
    graphql`
      fragment entityHeading_entity on Entity
      @refetchable(queryName: "EntityHeadingQuery")
      @argumentDefinitions(language: { type: "String", defaultValue: "en" }) {
        name(language: $language)
        description
      }
    `,
    entity,
  );
  return (
    <>
      <h1>{name}</h1>
      <p>
        {description}{' '}
        {['en', 'kk', 'ru'].map((language) => (
          <button key={language} type="button" onClick={() => refetch({ language })}>
            {language}
          </button>
        ))}
      </p>
    </>
  );
}
