#include "domain/ledger/projections/photos.h"

#include "base/json.h"

namespace cleangate::ledger {
namespace {

void open_photo(std::string& out, std::size_t n) {
  if (n != 0) out += ',';
  out += R"({"n":)";
  out += std::to_string(n);
}

void append_photo(std::string& out, std::size_t n, std::uint64_t entry, const MediaItem& item) {
  open_photo(out, n);
  out += R"(,"entry":)" + std::to_string(entry);
  out += R"(,"kind":)" + Json(item.kind).dump();
  out += R"(,"sha256":")" + to_hex(item.sha256);
  out += R"(","mime":)" + Json(item.mime).dump();
  out += R"(,"size":)" + std::to_string(item.size);
  out += R"(,"decodable":)";
  out += item.decodable ? "true}" : "false}";
}

void append_missing(std::string& out, std::size_t n, const Json& photo) {
  open_photo(out, n);
  out += R"(,"kind":)" + Json(photo["kind"].text()).dump();
  out += R"(,"missing":true,"cause":)" + Json(photo["cause"].text()).dump() + "}";
}

}  // namespace

Result<std::string> with_photos(std::string_view photos, std::uint64_t entry,
                                const std::vector<MediaItem>& media, std::string_view missing) {
  std::size_t n = 0;
  std::string out = "[";
  if (!photos.empty() && photos != "[]") {
    const Json before = TRY(parse_json(photos));
    n = before.items().size();
    out = photos.substr(0, photos.size() - 1);
  }
  for (const MediaItem& item : media) append_photo(out, n++, entry, item);
  if (!missing.empty()) {
    const Json causes = TRY(parse_json(missing));
    if (!causes.is_array()) return fail(ErrorCode::invalid, "photos_missing: not an array");
    for (const Json& photo : causes.items()) append_missing(out, n++, photo);
  }
  out += ']';
  return out;
}

}  // namespace cleangate::ledger
