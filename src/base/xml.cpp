#include "base/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate {
namespace {

const XmlElement kNone;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// GB 2312, GBK and GB 18030 by name, in the declaration only; all other text must be UTF-8.
bool declares_gbk(std::string_view text) {
  if (!text.starts_with("<?xml")) return false;
  const std::string declaration = to_lower_ascii(text.substr(0, text.find("?>")));
  return declaration.find("\"gb") != std::string::npos ||
         declaration.find("'gb") != std::string::npos;
}

/// Walks the tree without recursion, so that depth is a number and never the stack.
Result<XmlElement> convert(const pugi::xml_node& top) {
  struct Level {
    pugi::xml_node next;  ///< child to take next
    XmlElement element;
  };
  const auto enter = [](const pugi::xml_node& node) {
    Level level{node.first_child(), {}};
    level.element.name = local_name(node.name());
    return level;
  };
  std::vector<Level> levels;
  levels.push_back(enter(top));
  while (true) {
    const pugi::xml_node node = levels.back().next;
    if (node) {
      levels.back().next = node.next_sibling();
      if (node.type() == pugi::node_element) {
        if (levels.size() == kMaxDocumentDepth) {
          return fail(ErrorCode::too_large,
                      fmt::format("XML is nested deeper than {}", kMaxDocumentDepth));
        }
        levels.push_back(enter(node));
      } else {
        levels.back().element.text += node.value();
      }
      continue;
    }
    XmlElement done = std::move(levels.back().element);
    if (!is_utf8(done.text)) {  // "&#xD800;" passes the parser
      return fail(ErrorCode::invalid, "XML refers to a character that does not exist");
    }
    const std::string_view trimmed = trim(done.text);
    if (trimmed.size() != done.text.size()) done.text = std::string(trimmed);
    levels.pop_back();
    if (levels.empty()) return done;
    levels.back().element.children.push_back(std::move(done));
  }
}

}  // namespace

const XmlElement& XmlElement::child(std::string_view local_name) const {
  for (const XmlElement& element : children) {
    if (element.name == local_name) return element;
  }
  return kNone;
}

const XmlElement& XmlElement::find(std::string_view local_name) const {
  if (name == local_name) return *this;
  for (const XmlElement& element : children) {  // as deep as parse_xml allows, kMaxDocumentDepth
    const XmlElement& found = element.find(local_name);
    if (!found.empty()) return found;
  }
  return kNone;
}

Result<XmlElement> parse_xml(std::string_view text) {
  std::string from_gbk;
  if (declares_gbk(text)) {
    from_gbk = TRY(gbk_to_utf8(text));
    text = from_gbk;
  }
  if (!is_utf8(text)) return fail(ErrorCode::invalid, "XML is not UTF-8");
  // Counted before the parser spends memory on them.
  if (static_cast<std::size_t>(std::ranges::count(text, '<')) > kMaxXmlTags) {
    return fail(ErrorCode::too_large, fmt::format("XML has more than {} tags", kMaxXmlTags));
  }
  pugi::xml_document document;
  // No parse_doctype: a DTD is skipped and its entities stay the text they are.
  constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), kFlags, pugi::encoding_utf8);
  if (!parsed) {
    return fail(ErrorCode::invalid,
                fmt::format("not XML at byte {}: {}", parsed.offset, parsed.description()));
  }
  const pugi::xml_node root = document.document_element();
  if (root.next_sibling() || root.previous_sibling()) {
    return fail(ErrorCode::invalid, "XML has more than one root element");
  }
  return convert(root);
}

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace cleangate
