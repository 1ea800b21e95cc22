# What check-floors and tidy share: finding files, and C++ text without comments and strings.
# Only modules of perl-base, which every Debian has.
package House;
use strict;
use warnings;

# Files below the folders of $root, as paths relative to it, sorted. A folder that is not there is
# empty; build output, dependencies and hidden folders are skipped, hidden files are not.
sub files_below {
  my ($root, @folders) = @_;
  my @found;
  my @todo = @folders;
  while (defined(my $folder = shift @todo)) {
    opendir my $handle, "$root/$folder" or next;
    for my $name (sort readdir $handle) {
      next if $name eq '.' || $name eq '..';
      my $path = $folder eq '.' ? $name : "$folder/$name";
      if (-l "$root/$path") { next }
      elsif (-d _) {
        push @todo, $path
          unless $name =~ /^(?:build|demo|dist|node_modules|test-results|\.(?!ci$).*)$/;
      } else {
        push @found, $path;
      }
    }
  }
  return sort @found;
}

sub slurp {
  my ($path) = @_;
  open my $handle, '<:raw', $path or die "cannot read $path: $!\n";
  local $/;
  my $text = <$handle>;
  return defined $text ? $text : '';
}

# Comments become blanks, line breaks stay. With $strings_too, what stands between quotes goes as
# well. Knows raw strings, escapes and digit separators (1'000).
sub without_comments {
  my ($text, $strings_too) = @_;
  $text =~ s{
      (?<comment> //[^\n]* | /\*.*?(?:\*/|\z) )
    | (?<raw> R"(?<mark>[^(\s\\]{0,16})\(.*?\)\k<mark>" )
    | (?<string> "(?:\\.|[^"\\\n])*" )
    | (?<char> (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+' )
  }{
    defined $+{comment} ? blank($+{comment})
      : !$strings_too   ? $&
      : '"' . blank(substr($&, 1, -1)) . '"'
  }gsex;
  return $text;
}

sub blank {
  my ($text) = @_;
  $text =~ s/[^\n]/ /g;
  return $text;
}

1;
