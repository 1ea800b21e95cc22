#include "service/plan_ids.h"

#include <set>
#include <vector>

#include "base/encoding.h"
#include "domain/rules/warning.h"

namespace cleangate::service {
namespace {

using rules::Level;
constexpr Level kLevels[] = {Level::yellow, Level::orange, Level::red};
constexpr std::string_view kLists[] = {"measures", "transport"};
constexpr std::size_t kIdBytes = 4;

std::string_view id_of(const Json& item) {
  return item["id"].text().value_or("");
}

/// What a measure without id is recognised by.
std::string_view mark_of(const Json& item, std::string_view list) {
  return item[list == "transport" ? "template" : "text"].text().value_or("");
}

std::set<std::string, std::less<>> ids_in(const Json& plan) {
  std::set<std::string, std::less<>> ids;
  for (const auto level : kLevels) {
    for (const auto list : kLists) {
      for (const Json& item : plan[rules::to_text(level)][list].items()) {
        if (!id_of(item).empty()) ids.emplace(id_of(item));
      }
    }
  }
  return ids;
}

}  // namespace

std::string plan_item_id(std::string_view level, std::string_view kind, const Json& item,
                         std::size_t number) {
  if (const auto id = id_of(item); !id.empty()) return std::string(id);
  return std::string(level) + "." + std::string(kind) + "." + std::to_string(number);
}

Json with_ids(const Json& old, Json plan, Random& random) {
  auto taken = ids_in(plan);
  const auto old_id = [&](std::string_view level, std::string_view list, const Json& item) {
    std::size_t number = 0;
    for (const Json& each : old[level][list].items()) {
      auto id = plan_item_id(level, list, each, ++number);
      if (mark_of(each, list) == mark_of(item, list) && !taken.contains(id)) return id;
    }
    return std::string();
  };
  for (const auto level : kLevels) {
    const auto word = rules::to_text(level);
    Json out = plan[word];
    for (const auto list : kLists) {
      if (!out.has(list)) continue;
      Json items = Json::array();
      for (Json item : plan[word][list].items()) {
        if (id_of(item).empty()) {
          auto id = old_id(word, list, item);
          while (id.empty() || taken.contains(id)) {
            id = std::string(word) + "." + std::string(list) + "." + to_hex(random.bytes(kIdBytes));
          }
          taken.insert(id);
          item.set("id", std::move(id));
        }
        items.push(std::move(item));
      }
      out.set(list, std::move(items));
    }
    if (plan.has(word)) plan.set(word, std::move(out));
  }
  return plan;
}

}  // namespace cleangate::service
