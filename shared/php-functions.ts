/** The functions of PHP that an expression may call. */
export const PHP_FUNCTION_NAMES: readonly string[] = `
  abs acos acosh addcslashes addslashes array_change_key_case array_chunk array_column array_combine
  array_count_values array_diff array_diff_assoc array_diff_key array_diff_ukey array_fill
  array_fill_keys array_filter array_flip array_intersect array_intersect_assoc array_intersect_key
  array_intersect_ukey array_is_list array_key_exists array_key_first array_key_last array_keys
  array_map array_merge array_merge_recursive array_multisort array_pad array_pop array_product
  array_push array_reduce array_replace array_replace_recursive array_reverse array_search
  array_shift array_slice array_splice array_sum array_udiff array_uintersect array_unique
  array_unshift array_values array_walk array_walk_recursive arsort asin asinh asort atan atan2
  atanh base64_decode base64_encode base_convert basename bin2hex bindec boolval call_user_func
  call_user_func_array ceil checkdate chop chr chunk_split cos cosh count count_chars crc32
  ctype_alnum ctype_alpha ctype_cntrl ctype_digit ctype_graph ctype_lower ctype_print ctype_punct
  ctype_space ctype_upper ctype_xdigit current date date_default_timezone_get decbin dechex decoct
  deg2rad dirname doubleval end exp explode expm1 fdiv filter_var floatval floor fmod func_get_arg
  func_get_args func_num_args function_exists get_debug_type getdate gettype gmdate gmmktime hash hash_algos
  hash_equals hash_hmac hash_hmac_algos hex2bin hexdec html_entity_decode htmlentities
  htmlspecialchars htmlspecialchars_decode http_build_query hypot iconv iconv_strlen iconv_strpos
  iconv_substr idate implode in_array intdiv intval is_array is_bool is_callable is_countable
  is_double is_finite is_float is_infinite is_int is_integer is_iterable is_long is_nan is_null
  is_numeric is_object is_resource is_scalar is_string join json_decode json_encode json_last_error
  json_last_error_msg key key_exists krsort ksort lcfirst levenshtein log log10 log1p ltrim max
  mb_check_encoding mb_chr mb_convert_case mb_convert_encoding mb_detect_encoding
  mb_internal_encoding mb_ord mb_scrub mb_str_split mb_strimwidth mb_stripos mb_stristr mb_strlen
  mb_strpos mb_strrchr mb_strrichr mb_strripos mb_strrpos mb_strstr mb_strtolower mb_strtoupper
  mb_strwidth mb_substr mb_substr_count md5 metaphone microtime min mktime natcasesort natsort next
  nl2br number_format octdec ord pack parse_str parse_url pathinfo pi pos pow preg_grep
  preg_last_error preg_last_error_msg preg_match preg_match_all preg_quote preg_replace
  preg_replace_callback preg_replace_callback_array preg_split prev print_r quotemeta rad2deg range
  rawurldecode rawurlencode reset round rsort rtrim settype sha1 similar_text sin sinh sizeof sort
  soundex sprintf sqrt str_contains str_ends_with str_ireplace str_pad str_repeat str_replace
  str_split str_starts_with str_word_count strcasecmp strchr strcmp strcoll strcspn strip_tags
  stripos stripslashes stristr strlen strnatcasecmp strnatcmp strncasecmp strncmp strpbrk strpos
  strrchr strrev strripos strrpos strspn strstr strtok strtolower strtotime strtoupper strtr strval substr
  substr_compare substr_count substr_replace tan tanh time trim uasort ucfirst ucwords uksort unpack
  urldecode urlencode usort utf8_decode utf8_encode var_export vsprintf wordwrap
`
  .trim()
  .split(/\s+/);
