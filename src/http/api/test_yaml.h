#pragma once
// For tests: reads the plain subset of YAML that api/openapi.yaml is written in. One thread.

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/text.h"

namespace cleangate::http {

/// Block mappings and sequences, flow collections on one line, plain and quoted scalars.
class YamlSubset {
 public:
  static Json parse(const std::string& text) {
    YamlSubset yaml;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      const auto first = line.find_first_not_of(' ');
      if (first == std::string::npos || line[first] == '#') continue;
      yaml.lines_.push_back({first, line.substr(first)});
    }
    Json out = yaml.block(0);
    if (yaml.at_ != yaml.lines_.size()) yaml.complain("more indented than its parent allows");
    return out;
  }

 private:
  struct Line {
    std::size_t indent;
    std::string text;
  };

  [[noreturn]] void complain(const std::string& what) const {
    const std::string where = at_ < lines_.size() ? lines_[at_].text : "the end";
    throw std::runtime_error("openapi.yaml: " + what + " at: " + where);
  }
  [[nodiscard]] bool here(std::size_t indent) const {
    return at_ < lines_.size() && lines_[at_].indent == indent;
  }

  Json block(std::size_t indent) {
    return lines_[at_].text.starts_with("- ") ? sequence(indent) : mapping(indent);
  }
  Json sequence(std::size_t indent) {
    Json out = Json::array();
    while (here(indent) && lines_[at_].text.starts_with("- ")) {
      const std::string rest = lines_[at_].text.substr(2);
      if (rest[0] != '{' && rest[0] != '[' && rest.find(':') != std::string::npos) {
        lines_[at_] = {indent + 2, rest};  // a mapping that begins on the dash's line
        out.push(mapping(indent + 2));
      } else {
        ++at_;
        out.push(inline_value(rest));
      }
    }
    return out;
  }
  Json mapping(std::size_t indent) {
    Json out = Json::object();
    while (here(indent)) {
      const std::string line = lines_[at_].text;
      std::size_t at = 0;
      const std::string key = scalar_text(line, at, ":");
      if (at >= line.size() || line[at] != ':') complain("no colon");
      if (out.has(key)) complain("twice the same key");
      ++at_;
      const auto value = std::string(trim(std::string_view(line).substr(at + 1)));
      const bool nested = value.empty() && at_ < lines_.size() && lines_[at_].indent > indent;
      out.set(key, nested ? block(lines_[at_].indent) : inline_value(value));
    }
    return out;
  }

  Json inline_value(const std::string& text) {
    if (text.empty()) return {};
    if (text[0] != '{' && text[0] != '[' && text[0] != '"') return typed(text);
    std::size_t at = 0;
    Json out = flow(text, at);
    if (at != text.size()) complain("text after a value");
    return out;
  }
  Json flow(const std::string& text, std::size_t& at) {
    skip(text, at);
    if (text.at(at) == '[') return flow_sequence(text, at);
    if (text.at(at) == '{') return flow_mapping(text, at);
    const bool quoted = text.at(at) == '"';
    const std::string scalar = scalar_text(text, at, ",]}");
    return quoted ? Json(scalar) : typed(scalar);
  }
  Json flow_sequence(const std::string& text, std::size_t& at) {
    Json out = Json::array();
    for (++at, skip(text, at); text.at(at) != ']'; skip(text, at)) {
      out.push(flow(text, at));
      skip(text, at);
      if (text.at(at) == ',') ++at;
    }
    ++at;
    return out;
  }
  Json flow_mapping(const std::string& text, std::size_t& at) {
    Json out = Json::object();
    for (++at, skip(text, at); text.at(at) != '}'; skip(text, at)) {
      const std::string key = scalar_text(text, at, ":");
      ++at;
      out.set(key, flow(text, at));
      skip(text, at);
      if (text.at(at) == ',') ++at;
    }
    ++at;
    return out;
  }
  /// A quoted text, or a plain one up to one of `ends`; `at` stands behind it.
  std::string scalar_text(const std::string& text, std::size_t& at, std::string_view ends) {
    if (text.at(at) != '"') {
      const auto end = std::min(text.find_first_of(ends, at), text.size());
      const auto from = std::exchange(at, end);
      return std::string(trim(std::string_view(text).substr(from, end - from)));
    }
    const auto end = text.find('"', at + 1);
    if (end == std::string::npos) complain("no closing quote");
    const auto from = std::exchange(at, end + 1) + 1;
    return text.substr(from, end - from);
  }
  static void skip(const std::string& text, std::size_t& at) {
    while (at < text.size() && text[at] == ' ') ++at;
  }
  static Json typed(const std::string& text) {
    if (text == "null") return {};
    if (text == "true" || text == "false") return text == "true";
    const auto number = parse_integer(text);
    return number ? Json(*number) : Json(text);
  }

  std::vector<Line> lines_;
  std::size_t at_ = 0;
};

}  // namespace cleangate::http
