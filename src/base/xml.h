#pragma once
// XML elements by local name (namespace prefixes dropped), over pugixml; entities of a DTD are
// never expanded. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cleangate {

struct XmlElement {
  std::string name;  ///< local name, without prefix
  std::string text;  ///< own character data, trimmed
  std::vector<XmlElement> children;

  /// First child of that local name, or an empty element.
  [[nodiscard]] const XmlElement& child(std::string_view local_name) const;
  [[nodiscard]] bool empty() const { return name.empty(); }
  /// First in document order at any depth, this element included; empty when there is none.
  [[nodiscard]] const XmlElement& find(std::string_view local_name) const;
};

/// A declaration is optional; UTF-8, or GBK when the declaration says so.
/// Errors: invalid, too_large (deeper than kMaxDocumentDepth, more than kMaxXmlTags).
[[nodiscard]] Result<XmlElement> parse_xml(std::string_view text);
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace cleangate
