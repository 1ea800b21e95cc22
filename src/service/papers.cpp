#include "service/papers.h"

#include "base/encoding.h"
#include "domain/ledger/projections/tables.h"
#include "service/use_case.h"

namespace cleangate::service {

void append_with_paper(Plant& plant, Draft draft, PhotoBytes content, std::string mime, Json answer,
                       Reply reply) {
  draft.media.push_back({content.sha256, content.bytes.size(), "document", std::move(mime), true});
  auto photos = std::make_shared<std::vector<PhotoBytes>>();  // shared: the store may outlast us
  photos->push_back(std::move(content));
  plant.media.store(std::move(photos), plant.executor,
                    [&plant, draft = std::move(draft), answer = std::move(answer),
                     reply = std::move(reply)](auto places) mutable {
                      if (!places) return reply(std::unexpected(std::move(places).error()));
                      draft.locations = *std::move(places);
                      append_and_reply(plant, std::move(draft), std::move(answer),
                                       std::move(reply));
                    });
}

Result<Evidence> read_paper(Queries& queries, MediaStore& media, const PaperPlace& place,
                            std::string_view sha256) {
  const auto number = static_cast<std::size_t>(ledger::integer(place.place));
  const auto entry = static_cast<std::uint64_t>(ledger::integer(place.entry));
  const auto places = TRY(queries.media_of(entry));
  if (number >= places.size()) return fail(ErrorCode::corrupt, "its place is not known");
  const auto hash = TRY(hash_from_bytes(TRY(from_hex(sha256))));
  return Evidence{TRY(media.read(places[number], hash)), std::string(ledger::text(place.mime))};
}

}  // namespace cleangate::service
