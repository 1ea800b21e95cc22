#include <charconv>
#include <optional>

#include "domain/ledger/merkle.h"

namespace cleangate::ledger {
namespace {

constexpr std::string_view kPrefix = "tile/";
constexpr std::string_view kPartial = ".p/";
constexpr std::string_view kEntries = "entries";
constexpr std::uint64_t kMaxLevel = 63;     // C2SP tlog-tiles, "Merkle Tree"
constexpr std::uint64_t kGroupBase = 1000;  // C2SP tlog-tiles: three digits a path element

std::string three_digits(std::uint64_t value) {
  std::string digits = std::to_string(value);
  return digits.insert(0, 3 - digits.size(), '0');
}

/// Decimal without sign or leading zeros.
std::optional<std::uint64_t> decimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
  if (error != std::errc() || end != text.end()) return std::nullopt;
  return value;
}

/// "x001/234" → 1234; only the form that to_text writes.
std::optional<std::uint64_t> tile_index(std::string_view text) {
  std::uint64_t index = 0;
  for (bool first = true;; first = false) {
    const std::size_t slash = text.find('/');
    const bool last = slash == std::string_view::npos;
    std::string_view group = text.substr(0, slash);
    if (!last) {
      if (!group.starts_with('x')) return std::nullopt;
      group.remove_prefix(1);
    }
    if (group.size() != 3 || group.find_first_not_of("0123456789") != group.npos) {
      return std::nullopt;
    }
    if (first && !last && group == "000") return std::nullopt;
    const auto value = static_cast<std::uint64_t>((group[0] - '0') * 100 + (group[1] - '0') * 10 +
                                                  (group[2] - '0'));
    if (__builtin_mul_overflow(index, kGroupBase, &index) ||
        __builtin_add_overflow(index, value, &index)) {
      return std::nullopt;
    }
    if (last) return index;
    text.remove_prefix(slash + 1);
  }
}

std::optional<TilePath> parse(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  TilePath path{kEntriesLevel, 0, kTileWidth};
  if (text.substr(0, slash) != kEntries) {
    const auto level = decimal(text.substr(0, slash));
    if (!level || *level > kMaxLevel) return std::nullopt;
    path.level = static_cast<unsigned>(*level);
  }
  text.remove_prefix(slash + 1);
  if (const std::size_t partial = text.find(kPartial); partial != std::string_view::npos) {
    const auto width = decimal(text.substr(partial + kPartial.size()));
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    path.width = *width;
    text = text.substr(0, partial);
  }
  const auto index = tile_index(text);
  if (!index) return std::nullopt;
  path.index = *index;
  return path;
}

}  // namespace

std::string to_text(const TilePath& path) {
  std::string index = three_digits(path.index % kGroupBase);
  for (std::uint64_t rest = path.index / kGroupBase; rest != 0; rest /= kGroupBase) {
    index.insert(0, "x" + three_digits(rest % kGroupBase) + "/");
  }
  std::string out(kPrefix);
  out += path.level == kEntriesLevel ? std::string(kEntries) : std::to_string(path.level);
  out += "/" + index;
  if (path.width != kTileWidth) out += std::string(kPartial) + std::to_string(path.width);
  return out;
}

Result<TilePath> parse_tile_path(std::string_view path) {
  const auto parsed = parse(path);
  if (!parsed) return fail(ErrorCode::invalid, "not the path of a tile");
  return *parsed;
}

std::uint64_t tile_width(unsigned level, std::uint64_t index, std::uint64_t size) {
  const unsigned height = level == kEntriesLevel ? 0 : level * kTileHeight;
  const std::uint64_t hashes = height < 64 ? size >> height : 0;
  if (index > hashes / kTileWidth) return 0;
  return std::min(kTileWidth, hashes - index * kTileWidth);
}

SubtreeReader subtrees_from_tiles(std::uint64_t size, TileReader read) {
  return [size, read = std::move(read)](unsigned level, std::uint64_t index) -> Result<Hash> {
    const std::uint64_t whole = level < 64 ? size >> level : 0;
    if (index >= whole) return fail(ErrorCode::invalid, "subtree is not whole in this tree");
    const unsigned inner = level % kTileHeight;  // how far above the tile's own hashes
    TilePath path{level / kTileHeight, index >> (kTileHeight - inner), 0};
    path.width = tile_width(path.level, path.index, size);
    const std::string bytes = TRY(read(path));
    const std::uint64_t count = std::uint64_t{1} << inner;
    const std::uint64_t first = (index << inner) % kTileWidth;
    if (bytes.size() / sizeof(Hash) < first + count) {
      return fail(ErrorCode::corrupt, to_text(path) + " is too short");
    }
    CompactRange range;
    for (std::uint64_t i = first; i < first + count; ++i) {
      const std::string_view hash = std::string_view(bytes).substr(i * sizeof(Hash), sizeof(Hash));
      range.append(TRY(hash_from_bytes(hash)));
    }
    return range.root();
  };
}

}  // namespace cleangate::ledger
