#include "bench/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace cleangate::bench {
namespace {

using Cells = std::array<std::string, 8>;

Cells cells_of(const Line& line) {
  const std::string met = !line.met ? "" : *line.met ? "yes" : "NO";
  Cells cells = {line.name,      line.product_p50, line.product_p99, line.floor_p50,
                 line.floor_p99, line.ratio,       line.goal,        met};
  for (auto& cell : cells) {
    if (cell.empty()) cell.push_back('-');
  }
  return cells;
}

}  // namespace

double Samples::at(double share) const {
  if (values_.empty()) return 0;
  auto sorted = values_;
  std::ranges::sort(sorted);
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

std::string in_milliseconds(double value) {
  return fmt::format("{:.2f} ms", value);
}

std::string as_ratio(double value) {
  return fmt::format("{:.2f}", value);
}

Line time_line(std::string name, const Samples& product, const Samples& floor) {
  Line line;
  line.name = std::move(name);
  line.product_p50 = in_milliseconds(product.p50());
  line.product_p99 = in_milliseconds(product.p99());
  line.floor_p50 = in_milliseconds(floor.p50());
  line.floor_p99 = in_milliseconds(floor.p99());
  line.ratio = as_ratio(product.p50() / floor.p50());
  return line;
}

void print(const std::vector<Line>& lines) {
  std::vector<Cells> rows = {
      {"what", "product p50", "p99", "floor p50", "p99", "ratio", "goal", "met"}};
  for (const Line& line : lines) rows.push_back(cells_of(line));
  std::array<std::size_t, 8> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  bool head = true;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) fmt::print("| {:<{}} ", row[i], widths[i]);
    fmt::print("|\n");
    if (!std::exchange(head, false)) continue;
    for (const std::size_t width : widths) fmt::print("|{:-<{}}", "", width + 2);
    fmt::print("|\n");
  }
  std::fflush(stdout);
}

}  // namespace cleangate::bench
